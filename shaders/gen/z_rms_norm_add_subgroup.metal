#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _28 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _31 = (_28 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _41 = SPIRV_CROSS_CONSTANT_ID_0;

struct _81
{
    uint _m0;
    uint _m1;
    float _m2;
};

struct _108
{
    float _m0[1];
};

struct _154
{
    float _m0[1];
};

struct _161
{
    float _m0[1];
};

struct _177
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _188 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_188, 1u, 1u);

kernel void main0(constant _81& _83 [[buffer(0)]], const device _108& _110 [[buffer(2)]], const device _177& _179 [[buffer(3)]], const device _161& _163 [[buffer(4)]], device _154& _156 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _44[_41];
    uint _93 = (gl_WorkGroupID.y * _83._m0) + (gl_WorkGroupID.x * _83._m1);
    float _249;
    _249 = 0.0;
    for (uint _248 = gl_LocalInvocationID.x; _248 < _83._m1; )
    {
        uint _113 = _93 + _248;
        _249 = fma(_110._m0[_113], _110._m0[_113], _249);
        _248 += _41;
        continue;
    }
    float _252;
    do
    {
        float _214 = simd_sum(_249);
        if (_31)
        {
            _252 = _214;
            break;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        bool _218 = simd_is_first();
        if (_218)
        {
            _44[gl_SubgroupID] = _214;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        float _251;
        _251 = _44[0];
        for (uint _250 = 1u; _250 < gl_NumSubgroups; )
        {
            _251 += _44[_250];
            _250++;
            continue;
        }
        _252 = _251;
        break;
    } while(false);
    float _141 = 1.0 / sqrt((_252 / float(_83._m1)) + _83._m2);
    for (uint _253 = gl_LocalInvocationID.x; _253 < _83._m1; )
    {
        uint _159 = _93 + _253;
        _156._m0[_159] = fma(_110._m0[_159] * _141, _179._m0[_253], _163._m0[_159]);
        _253 += _41;
        continue;
    }
}

