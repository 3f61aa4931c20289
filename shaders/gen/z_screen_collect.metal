#pragma clang diagnostic ignored "-Wunused-variable"

#include <metal_stdlib>
#include <simd/simd.h>
#include <metal_atomic>

using namespace metal;

struct _20
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _45 = SPIRV_CROSS_CONSTANT_ID_0;

struct _74
{
    uint _m0;
    uint _m1;
};

struct _85
{
    float _m0[1];
};

struct _103
{
    uint _m0[1];
};

struct _166
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _180 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_180, 1u, 1u);

kernel void main0(constant _74& _76 [[buffer(0)]], const device _85& _87 [[buffer(2)]], device _20& _22 [[buffer(3)]], device _166& _168 [[buffer(4)]], device _103& _105 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup uint _56;
    threadgroup uint _128;
    do
    {
        if (_22._m0[0] == 0u)
        {
            break;
        }
        float _39 = as_type<float>(_22._m0[5]);
        uint _50 = ((gl_WorkGroupID.x * _45) * 16u) + gl_LocalInvocationID.x;
        bool _52 = gl_LocalInvocationID.x == 0u;
        if (_52)
        {
            _56 = 0u;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _205;
        _205 = 0u;
        uint _221;
        for (uint _204 = 0u; _204 < 16u; _205 = _221, _204++)
        {
            uint _72 = _50 + (_204 * _45);
            if (_72 >= _76._m0)
            {
                break;
            }
            if (_87._m0[_72] >= _39)
            {
                _221 = _205 | (1u << _204);
            }
            else
            {
                _105._m0[_72] = 4286578688u;
                _221 = _205;
            }
        }
        uint _208;
        if (_205 == 0u)
        {
            _208 = 0u;
        }
        else
        {
            uint _122 = atomic_fetch_add_explicit((threadgroup atomic_uint*)&_56, uint(int(popcount(_205))), memory_order_relaxed);
            _208 = _122;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        if (_52)
        {
            uint _209;
            if (_56 == 0u)
            {
                _209 = 0u;
            }
            else
            {
                uint _138 = atomic_fetch_add_explicit((device atomic_uint*)&_22._m0[6], _56, memory_order_relaxed);
                _209 = _138;
            }
            _128 = _209;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        uint _142 = _208 + _128;
        uint _224;
        for (uint _212 = 0u, _217 = _142; _212 < 16u; _217 = _224, _212++)
        {
            if ((_205 & (1u << _212)) == 0u)
            {
                _224 = _217;
                continue;
            }
            if (_217 < _76._m1)
            {
                _168._m0[_217] = _50 + (_212 * _45);
            }
            _224 = _217 + uint(1);
        }
        break;
    } while(false);
}

