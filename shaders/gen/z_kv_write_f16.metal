#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _109
{
    uint _m0[1];
};

struct _117
{
    float _m0[1];
};

struct _139
{
    int _m0[1];
};

struct _147
{
    uint _m0;
    uint _m1;
};

struct _156
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _170 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _178 = (_170 * 16u);
constant uint _211 = (2u * _170);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _215 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_215, 1u, 1u);

kernel void main0(constant _147& _149 [[buffer(0)]], device _109& _111 [[buffer(2)]], const device _117& _119 [[buffer(3)]], const device _156& _158 [[buffer(4)]], const device _139& _141 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _166 = (uint(_141._m0[gl_WorkGroupID.y]) * _149._m1) + (uint(_158._m0[gl_WorkGroupID.y]) % _149._m1);
    uint _173 = (gl_WorkGroupID.x * _170) * 16u;
    uint _180 = min(_149._m0, (_173 + _178));
    uint _185 = _173 + (2u * gl_LocalInvocationID.x);
    for (uint _353 = _185; _353 < _180; _353 += _211)
    {
        uint _200 = (gl_WorkGroupID.y * _149._m0) + _353;
        uint _354;
        do
        {
            uint _267 = as_type<uint>(_119._m0[_200]);
            uint _270 = (_267 >> uint(16)) & 32768u;
            uint _272 = _267 & 2147483647u;
            if (_272 >= 1199570944u)
            {
                _354 = _270 | ((_272 > 2139095040u) ? 32256u : 31744u);
                break;
            }
            if (_272 < 947912704u)
            {
                _354 = _270 | (as_type<uint>(as_type<float>(_272) + 0.5) - 1056964608u);
                break;
            }
            _354 = _270 | (((_272 + 3355447295u) + ((_272 >> uint(13)) & 1u)) >> uint(13));
            break;
        } while(false);
        uint _355;
        do
        {
            uint _313 = as_type<uint>(_119._m0[_200 + 1u]);
            uint _316 = (_313 >> uint(16)) & 32768u;
            uint _318 = _313 & 2147483647u;
            if (_318 >= 1199570944u)
            {
                _355 = _316 | ((_318 > 2139095040u) ? 32256u : 31744u);
                break;
            }
            if (_318 < 947912704u)
            {
                _355 = _316 | (as_type<uint>(as_type<float>(_318) + 0.5) - 1056964608u);
                break;
            }
            _355 = _316 | (((_318 + 3355447295u) + ((_318 >> uint(13)) & 1u)) >> uint(13));
            break;
        } while(false);
        _111._m0[((_166 * _149._m0) + _353) / 2u] = _354 | (_355 << uint(16));
    }
}

