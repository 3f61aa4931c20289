#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _109
{
    int _m0[1];
};

struct _118
{
    uint _m0;
    uint _m1;
};

struct _127
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _141 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _149 = (_141 * 16u);

struct _174
{
    uint _m0[1];
};

struct _185
{
    float _m0[1];
};

constant uint _201 = (2u * _141);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _205 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_205, 1u, 1u);

kernel void main0(constant _118& _120 [[buffer(0)]], device _174& _176 [[buffer(2)]], const device _185& _187 [[buffer(3)]], const device _127& _129 [[buffer(4)]], const device _109& _111 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _137 = (uint(_111._m0[gl_WorkGroupID.y]) * _120._m1) + (uint(_129._m0[gl_WorkGroupID.y]) % _120._m1);
    uint _144 = (gl_WorkGroupID.x * _141) * 16u;
    uint _151 = min(_120._m0, (_144 + _149));
    uint _157 = _144 + (2u * gl_LocalInvocationID.x);
    for (uint _329 = _157; _329 < _151; _329 += _201)
    {
        uint _172 = (gl_WorkGroupID.y * _120._m0) + _329;
        uint _330;
        do
        {
            uint _243 = as_type<uint>(_187._m0[_172]);
            uint _246 = (_243 >> uint(16)) & 32768u;
            uint _248 = _243 & 2147483647u;
            if (_248 >= 1199570944u)
            {
                _330 = _246 | ((_248 > 2139095040u) ? 32256u : 31744u);
                break;
            }
            if (_248 < 947912704u)
            {
                _330 = _246 | (as_type<uint>(as_type<float>(_248) + 0.5) - 1056964608u);
                break;
            }
            _330 = _246 | (((_248 + 3355447295u) + ((_248 >> uint(13)) & 1u)) >> uint(13));
            break;
        } while(false);
        uint _331;
        do
        {
            uint _289 = as_type<uint>(_187._m0[_172 + 1u]);
            uint _292 = (_289 >> uint(16)) & 32768u;
            uint _294 = _289 & 2147483647u;
            if (_294 >= 1199570944u)
            {
                _331 = _292 | ((_294 > 2139095040u) ? 32256u : 31744u);
                break;
            }
            if (_294 < 947912704u)
            {
                _331 = _292 | (as_type<uint>(as_type<float>(_294) + 0.5) - 1056964608u);
                break;
            }
            _331 = _292 | (((_294 + 3355447295u) + ((_294 >> uint(13)) & 1u)) >> uint(13));
            break;
        } while(false);
        _176._m0[((_137 * _120._m0) + _329) / 2u] = _330 | (_331 << uint(16));
    }
}

